/** The rows below a row: those loaded so far, and how many there are in all. */
export type TreeChildren<Row> = {
  readonly rows: ReadonlyArray<Row>;
  readonly total?: number;
  readonly loading?: boolean;
  /** Asks for the next page; called as the end of what is loaded comes near. */
  readonly more?: () => void;
};

/** One line of an open tree. */
export type TreeLine<Row> =
  | { readonly kind: 'row'; readonly id: string; readonly row: Row; readonly level: number; readonly parent: number; readonly leaf: boolean; readonly position: number; readonly siblings: number }
  | { readonly kind: 'more'; readonly id: string; readonly level: number; readonly parent: number; readonly loading: boolean; readonly left: number; readonly load: (() => void) | undefined };

export type TreeShape<Row> = {
  readonly roots: ReadonlyArray<Row>;
  readonly rowId: (row: Row) => string;
  readonly childrenOf: (row: Row) => TreeChildren<Row> | null;
  readonly isLeaf: (row: Row) => boolean;
  readonly expanded: ReadonlySet<string>;
};

/** The tree as the list of lines that are open, in order; a line for what is still to be loaded. */
export function treeLines<Row>({ roots, rowId, childrenOf, isLeaf, expanded }: TreeShape<Row>): ReadonlyArray<TreeLine<Row>> {
  const lines: TreeLine<Row>[] = [];
  const add = (rows: ReadonlyArray<Row>, level: number, parent: number, siblings: number) => {
    rows.forEach((row, index) => {
      const id = rowId(row);
      const leaf = isLeaf(row);
      const at = lines.push({ kind: 'row', id, row, level, parent, leaf, position: index + 1, siblings }) - 1;
      const below = leaf || !expanded.has(id) ? null : childrenOf(row);
      if (!below) return;
      const total = below.total ?? below.rows.length;
      add(below.rows, level + 1, at, total);
      if (below.loading || total > below.rows.length) {
        lines.push({ kind: 'more', id: `${id} more`, level: level + 1, parent: at, loading: below.loading ?? false, left: total - below.rows.length, load: below.more });
      }
    });
  };
  add(roots, 1, -1, roots.length);
  return lines;
}

/** Rows of an open tree with what is not loaded yet. */
export function treeSize<Row>(lines: ReadonlyArray<TreeLine<Row>>): number {
  return lines.reduce((sum, line) => sum + (line.kind === 'row' ? 1 : Math.max(0, line.left)), 0);
}
