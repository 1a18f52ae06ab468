import { oc } from '@orpc/contract';

export const roles = ['agent', 'supervisor', 'operator', 'auditor', 'useradmin'] as const;
export type Role = (typeof roles)[number];
export const roleLabels: Readonly<Record<Role, string>> = { agent: 'Agent', supervisor: 'Supervisor', operator: 'Operator', auditor: 'Auditor', useradmin: 'User administrator' };

/** How well the caller is known: 0 not at all, 1 identified, 2 verified (architecture.md 10.14). */
export type Level = 0 | 1 | 2;

/** What every call says of itself; rights, transaction mode, audit, log and the generated documents follow from it. */
export type CallMeta = {
  readonly kind: 'query' | 'command';
  /** A command is one transaction, unless what one commits decides the next ('steps'). */
  readonly transactions: 'one' | 'steps';
  /** 'anyone' may call before signing in; 'staff' is every role. */
  readonly roles: 'anyone' | 'staff' | ReadonlyArray<Role>;
  /** The verification level the caller of the customer needs; the input then carries `customerId`. */
  readonly level: Level;
  readonly sentence: string;
};

const base = oc.$meta<CallMeta>({ kind: 'query', transactions: 'one', roles: 'staff', level: 0, sentence: '' });

/** A call that reads. It runs on a read-only connection. */
export function query(roles: CallMeta['roles'], level: Level, sentence: string) {
  return base.meta({ kind: 'query', transactions: 'one', roles, level, sentence });
}

/** A call that writes. It runs in one transaction that also holds its audit row. */
export function command(roles: CallMeta['roles'], level: Level, sentence: string) {
  return base.meta({ kind: 'command', transactions: 'one', roles, level, sentence });
}

/** A call that writes in several transactions of its own: what one committed decides the next, or it reports its progress. */
export function steps(roles: CallMeta['roles'], level: Level, sentence: string) {
  return base.meta({ kind: 'command', transactions: 'steps', roles, level, sentence });
}

/** JSON made by PostgreSQL and parsed only in the renderer: the fastest way for large answers (performance.md 2e). */
export type JsonText<T> = { readonly json: string; readonly shape?: T };

/** Who sits at a desk of care: agents and supervisors. */
export const care: ReadonlyArray<Role> = ['agent', 'supervisor'];
/** Who may look at customers. */
export const lookers: ReadonlyArray<Role> = ['agent', 'supervisor', 'auditor'];
