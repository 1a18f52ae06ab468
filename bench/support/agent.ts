import pg from 'pg';
import { type Database, serverDatabase } from '../../src/main/platform/database.ts';
import { PASSWORD, people, type World } from './world.ts';

/** An agent at work: the data layer as they have it, and a plain connection of the same person for the reference. */
export type Agent = {
  readonly person: Database;
  readonly plain: pg.Client;
  /** Leaves exactly these customers open, at that level. Signing in at a window closes them: open them after it. */
  readonly open: (customers: ReadonlyArray<number>, level: 0 | 1 | 2) => Promise<void>;
  /** Lets the agent search again as often as an hour allows. */
  readonly freshHour: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Signs the agent in on both ways. Cases are opened by the owner two hours ago, since an agent may open only 60 an hour. */
export async function agentOf(world: World): Promise<Agent> {
  const person = serverDatabase(world.desk, { login: people.agent, password: PASSWORD });
  const { hostname, port, pathname } = new URL(world.desk);
  const plain = new pg.Client({ host: hostname, port: Number(port), database: pathname.slice(1), user: people.agent, password: PASSWORD, options: '-c datestyle=ISO,YMD -c default_transaction_read_only=on' });
  await plain.connect();
  // Tabs kept by an earlier run would open their customers at sign-in, unverified.
  await world.owner.query('delete from care.drafts where login = $1', [people.agent]);
  return {
    person, plain,
    open: async (customers, level) => {
      await world.owner.query('update care.cases set closed_at = care.now() where login = $1 and closed_at is null', [people.agent]);
      await world.owner.query("insert into care.cases (customer_id, login, reason, level, opened_at) select c, $1, 'search', $3, care.now() - interval '2 hours' from unnest($2::bigint[]) c", [people.agent, customers, level]);
    },
    freshHour: async () => {
      await world.owner.query(`select setval('care."searches_of_${people.agent}"', 1)`);
    },
    close: async () => {
      await person.close();
      await plain.end();
    },
  };
}

/** Numbers that look random and are the same each run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}
