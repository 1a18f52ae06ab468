import type { Instant } from '../../contract/dates.ts';

/** Things to do at moments, taken in order of time; more may be added while it is worked off, none before what was taken. */
export type Agenda<T extends { readonly at: Instant }> = {
  readonly add: (tasks: ReadonlyArray<T>) => void;
  /** All tasks of the earliest moment up to `until`, in the order in which they were added. */
  readonly next: (until: Instant) => { readonly at: Instant; readonly tasks: ReadonlyArray<T> } | undefined;
};

export function agendaOf<T extends { readonly at: Instant }>(): Agenda<T> {
  const moments = new Map<Instant, T[]>();
  return {
    add(tasks) {
      for (const task of tasks) {
        const known = moments.get(task.at);
        if (known) known.push(task);
        else moments.set(task.at, [task]);
      }
    },
    next(until) {
      let earliest: Instant | undefined;
      for (const at of moments.keys()) if (at <= until && (earliest === undefined || at < earliest)) earliest = at;
      if (earliest === undefined) return undefined;
      const tasks = moments.get(earliest) ?? [];
      moments.delete(earliest);
      return { at: earliest, tasks };
    },
  };
}
