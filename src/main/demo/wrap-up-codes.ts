/** The codes with which a contact is closed, in the order of the list; the demo's and a good start for an operator. */
export const wrapUpCodes: ReadonlyArray<{ readonly code: string; readonly label: string; readonly grp: string }> = [
  { code: 'bill-high', label: 'High bill', grp: 'Billing' },
  { code: 'bill-question', label: 'Question about a charge', grp: 'Billing' },
  { code: 'bill-copy', label: 'Copy of a bill', grp: 'Billing' },
  { code: 'bill-dispute', label: 'Disputed charge', grp: 'Billing' },
  { code: 'pay-made', label: 'Payment made', grp: 'Payments' },
  { code: 'pay-missing', label: 'Payment not found', grp: 'Payments' },
  { code: 'pay-failed', label: 'Automatic payment failed', grp: 'Payments' },
  { code: 'plan-change', label: 'Change of plan', grp: 'Services' },
  { code: 'plan-roaming', label: 'Roaming', grp: 'Services' },
  { code: 'fault', label: 'Fault or slow service', grp: 'Services' },
  { code: 'account-details', label: 'Change of details', grp: 'Account' },
  { code: 'other', label: 'Something else', grp: 'Account' },
];
