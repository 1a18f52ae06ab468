/** The mark of the product: a line that answers. */
export function Logo({ size = 26 }: { readonly size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 26 26" fill="none" role="img" aria-label="Careline">
      <rect width="26" height="26" rx="7" />
      <path d="M5.5 14.5c2 0 2.4-5.5 4.4-5.5s2 8 4.2 8 2.2-5 4-5h2.4" strokeWidth="2.1" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
