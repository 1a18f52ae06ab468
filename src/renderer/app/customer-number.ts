/** A customer's number as it is read aloud: eight digits in two groups, "1048 2291"; others as they are. */
export function formatCustomerNumber(number: string): string {
  return /^\d{8}$/.test(number) ? `${number.slice(0, 4)} ${number.slice(4)}` : number;
}
