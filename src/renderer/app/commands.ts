import type { Icon } from '@tabler/icons-react';
import { type DependencyList, useEffect, useMemo, useRef } from 'react';
import { create } from 'zustand';
import { keyOf, type OwnKeys, useOwnKeys } from './own-keys.ts';
import type { ChordText } from './shortcuts.ts';
import { isSingleKeyId } from './single-keys.ts';

export type CommandScope = 'everywhere' | 'customer' | 'call';
/** Something the desk can do: listed in the palette and in the sheet of keys, run by its key. */
export type Command = {
  readonly id: string;
  /** Verb and object: "Compare bills". */
  readonly label: string;
  /** "Ctrl+K", "Alt+1", "F7". A plain key such as V comes from single-keys.ts by the id. */
  readonly keys?: ChordText;
  readonly scope: CommandScope;
  readonly icon?: Icon;
  /** What else tells it apart: "Event, item or whole bill". */
  readonly hint?: string;
  readonly run: () => void;
  /** Absent where false. */
  readonly when?: () => boolean;
  /** Listed with a lock and this reason. */
  readonly locked?: () => string | null;
  /** Only a key: not listed in the palette, or neither there nor in the sheet of keys. */
  readonly hidden?: boolean | 'everywhere';
};

/** A command with the key that runs it now. */
export type ListedCommand = Omit<Command, 'keys'> & { readonly keys?: string };

type Registry = { readonly sets: ReadonlyArray<{ readonly owner: object; readonly commands: ReadonlyArray<Command> }> };
const useRegistry = create<Registry>()(() => ({ sets: [] }));

/** Registers commands while the component is shown; `make` runs again when a dependency changes. */
export function useCommands(make: () => ReadonlyArray<Command>, dependencies: DependencyList): void {
  const owner = useRef({});
  // The caller says what its commands depend on, as with any hook that takes a list.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const commands = useMemo(make, dependencies);
  useEffect(() => {
    const key = owner.current;
    useRegistry.setState(({ sets }) => ({ sets: [...sets, { owner: key, commands }] }));
    return () => useRegistry.setState(({ sets }) => ({ sets: sets.filter((one) => one.owner !== key || one.commands !== commands) }));
  }, [commands]);
}

function listed(sets: Registry['sets'], own: OwnKeys): ReadonlyArray<ListedCommand> {
  const byId = new Map<string, Command>();
  for (const { commands } of sets) for (const command of commands) byId.set(command.id, command);
  return [...byId.values()].filter((command) => command.when?.() !== false).map((command) => (isSingleKeyId(command.id) ? { ...command, keys: keyOf(command.id, own) } : command));
}

/** Every command that makes sense now; one registered later replaces one with the same id. */
export function commandsNow(): ReadonlyArray<ListedCommand> {
  return listed(useRegistry.getState().sets, useOwnKeys.getState());
}

/** The same for a component, drawn again when commands come and go. */
export function useCommandList(): ReadonlyArray<ListedCommand> {
  const sets = useRegistry((state) => state.sets);
  const own = useOwnKeys();
  return useMemo(() => listed(sets, own), [sets, own]);
}

/** Runs a command by its id, for the application menu; false where it is not there or locked. */
export function runCommand(id: string): boolean {
  const command = commandsNow().find((one) => one.id === id);
  if (!command || command.locked?.()) return false;
  command.run();
  return true;
}
