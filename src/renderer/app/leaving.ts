import { care } from '../platform/care.ts';
import { forgetDrafts, keepDrafts } from '../platform/draft-keeper.ts';
import { failureOf } from '../platform/failure.ts';
import { queryClient } from '../platform/queries.ts';
import { showToast } from '../ui/toast-store.ts';
import { finishCall } from './call.ts';
import { forgetCase } from './cases.ts';
import { startingAt } from './places.ts';
import { takeState } from './session.ts';
import { useTabs } from './tabs.ts';

const LONGEST_WAIT_MS = 800;

/** Keeps what was typed, but never lets a data process that does not answer stop the way out. */
async function keptOrLate(): Promise<void> {
  await Promise.race([keepDrafts(), new Promise((late) => setTimeout(late, LONGEST_WAIT_MS))]);
}

/** Hides everything behind the password. What was typed is kept. */
export function lockDesk(): void {
  keptOrLate().then(() => care.staff.lock()).then(takeState).catch((thrown: unknown) => showToast({ tone: 'neg', text: failureOf(thrown).sentence }));
}

/** Signs out and forgets what was on the screen; tabs come back at the next sign-in. */
export function leave(): void {
  keptOrLate()
    .then(() => care.staff.signOut())
    .then((state) => {
      takeState(state);
      clearDesk();
    })
    .catch((thrown: unknown) => showToast({ tone: 'neg', text: failureOf(thrown).sentence }));
}

/** Nothing of one person is left for the next. */
export function clearDesk(): void {
  finishCall();
  forgetDrafts();
  forgetCase();
  useTabs.setState(startingAt('desk'));
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'staff.appState' });
}
