import { roleLabels } from '../../contract/procedure.ts';
import type { DemoAccount } from '../../contract/staff.ts';
import { Avatar } from '../ui/Avatar.tsx';

/** One account of each role of the demo; a click fills the form. */
export function DemoAccounts({ accounts, onChoose }: { readonly accounts: ReadonlyArray<DemoAccount>; readonly onChoose: (account: DemoAccount) => void }) {
  return (
    <section aria-label="Demo accounts" className="col gap-6">
      <p className="ink-3 t12">Demo accounts, a click fills the form</p>
      <ul className="demo-accounts">
        {accounts.map((account) => (
          <li key={account.login}>
            <button type="button" onClick={() => onChoose(account)}>
              <Avatar name={account.name} size="sm" />
              <span className="medium grow">{account.name}</span>
              <span className="ink-3 t12">{roleLabels[account.role]}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
