import { Kbd } from '../ui/Kbd.tsx';
import { type CommandScope, type ListedCommand, useCommandList } from './commands.ts';

const titles: Readonly<Record<CommandScope, string>> = { customer: 'This customer', call: 'Call', everywhere: 'Everywhere' };
const order: ReadonlyArray<CommandScope> = ['customer', 'call', 'everywhere'];
/** What every table and tree does by itself. */
const tableKeys: ReadonlyArray<readonly [string, string]> = [
  ['Up Down', 'Move row'],
  ['Home End', 'First or last row'],
  ['PgUp PgDn', 'A page up or down'],
  ['Right Left', 'Expand, collapse or go to parent'],
  ['Enter', 'Open row'],
  ['Space', 'Pick row'],
  ['Shift+Up Shift+Down', 'Pick several'],
  ['Ctrl+A', 'Pick all'],
  ['Ctrl+C', 'Copy rows as text'],
];

/** One row for each thing done, with every key that does it. */
function keysByLabel(commands: ReadonlyArray<ListedCommand>): ReadonlyMap<string, ReadonlyArray<string>> {
  const rows = new Map<string, ReadonlyArray<string>>();
  for (const { label, keys } of commands) if (keys) rows.set(label, [...(rows.get(label) ?? []), keys]);
  return rows;
}

/** The keys that work now, made from the same commands that run them. */
export function KeySheet() {
  const commands = useCommandList().filter((command) => command.keys && command.hidden !== 'everywhere');
  return (
    <div className="key-sheet">
      {order.map((scope) => {
        const own = commands.filter((command) => command.scope === scope);
        return own.length > 0 && (
          <section key={scope}>
            <h3>{titles[scope]}</h3>
            <ul>{[...keysByLabel(own)].map(([label, keys]) => <li key={label}><span>{label}</span><span className="row gap-12">{keys.map((one) => <Kbd key={one} keys={one} />)}</span></li>)}</ul>
          </section>
        );
      })}
      <section>
        <h3>Tables and trees</h3>
        <ul>{tableKeys.map(([keys, does]) => <li key={keys}><span>{does}</span><Kbd keys={keys} /></li>)}</ul>
      </section>
    </div>
  );
}
