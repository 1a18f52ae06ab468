/** The same figures as a chart, as a table for screen readers. */
export function ChartTable({ label, summary, head, rows }: { readonly label: string; readonly summary: string; readonly head: ReadonlyArray<string>; readonly rows: ReadonlyArray<ReadonlyArray<string>> }) {
  return (
    <div className="sr-only">
      <p>{summary}</p>
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>{head.map((text) => <th key={text} scope="col">{text}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>{row.map((text, at) => <td key={at}>{text}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
