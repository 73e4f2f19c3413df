/** A HCPCS or CPT number: five digits, four digits and a letter, or a letter and four digits. */
export const SERVICE_CODE = /^(?:\d{4}[0-9A-Z]|[A-Z]\d{4})$/;

/** The number of a cell: spreadsheets take the leading zeros off numbers that are digits alone. */
export function serviceCode(text: string): string {
  return /^\d{1,4}$/.test(text) ? text.padStart(5, '0') : text;
}
