import { screensFor } from './screens.ts';
import { useSession } from './session.ts';

/** The screen a role starts at: the first of its rail. */
export function useHome(): string {
  const { me } = useSession();
  return screensFor(me.role)[0]?.path ?? 'settings';
}
