import type { ServiceRow } from '../../contract/customers.ts';
import { serviceIcons } from './service-icons.ts';

/** A service by its plan, with its number and user below. */
export function ServiceName({ service }: { readonly service: Pick<ServiceRow, 'kind' | 'label' | 'reference' | 'user'> }) {
  const Shape = serviceIcons[service.kind];
  const second = [service.reference, service.user].filter(Boolean).join(', ');
  return (
    <span className="row gap-10">
      <Shape size={18} stroke={1.75} className="ink-3" aria-hidden="true" />
      <span className="col grow">
        <span className="strong ellipsis" title={service.label}>{service.label}</span>
        <span className="t12 ink-3 ellipsis" title={second}>{second}</span>
      </span>
    </span>
  );
}
