/** A moment of SQL as the contract writes it, for JSON that PostgreSQL builds: "2026-11-05T10:42:00.000Z". */
export function instantSql(moment: string): string {
  return `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
