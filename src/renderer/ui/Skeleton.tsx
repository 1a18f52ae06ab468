const widths = [150, 110, 170, 128, 140, 96];

/** Rows of the true height while a first answer is on its way. Nothing is seen for 150 ms (design.md 13). */
export function Skeleton({ rows = 4, height = 34 }: { readonly rows?: number; readonly height?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="skeleton-row" style={{ height }}>
          <i style={{ width: widths[index % widths.length] }} />
          <i style={{ width: 46 }} />
        </div>
      ))}
    </div>
  );
}
