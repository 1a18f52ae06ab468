import { Kbd } from '../ui/Kbd.tsx';
import { type CommandScope, useCommandList } from './commands.ts';

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

/** The keys that work now, made from the same commands that run them. */
export function KeySheet() {
  const commands = useCommandList().filter((command) => command.keys);
  return (
    <div className="key-sheet">
      {order.map((scope) => {
        const own = commands.filter((command) => command.scope === scope);
        return own.length > 0 && (
          <section key={scope}>
            <h3>{titles[scope]}</h3>
            <ul>{own.map((command) => <li key={command.id}><span>{command.label}</span>{command.keys && <Kbd keys={command.keys} />}</li>)}</ul>
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
