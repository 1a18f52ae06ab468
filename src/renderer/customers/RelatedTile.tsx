import type { CustomerOverview } from '../../contract/customers.ts';
import { openCustomer } from '../app/tabs.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Card } from '../ui/Card.tsx';
import { accountText, relatedLabels } from './words.ts';

/** Who pays, who is paid for, and who lives in the same household; each opens in a tab of its own. */
export function RelatedTile({ overview }: { readonly overview: CustomerOverview }) {
  const { related } = overview;
  if (related.length === 0) return null;
  return (
    <Card title="Related" right={<span className="t12 ink-3 num tile-note">{related.length}</span>}>
      {related.map((party) => (
        <button key={party.customerId} type="button" className="card-row button" onClick={() => void openCustomer({ customerId: party.customerId, name: party.name, segment: party.segment }, { reason: 'link' })}>
          <Avatar name={party.name} size="sm" />
          <span className="col grow">
            <span className="strong ellipsis" title={party.name}>{party.name}</span>
            <span className="t12 ink-3 ellipsis">{relatedLabels[party.role]}, {accountText(party.number)}</span>
          </span>
        </button>
      ))}
    </Card>
  );
}
