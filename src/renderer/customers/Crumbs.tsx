import { IconChevronRight } from '@tabler/icons-react';

export type Crumb = { readonly label: string; readonly onClick?: () => void };

/** Where a deep place is, at the right end of the tab row; each step but the last leads back (design.md 3). */
export function Crumbs({ steps }: { readonly steps: ReadonlyArray<Crumb> }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="crumbs">
        {steps.map((step, index) => (
          <li key={step.label} className={index === steps.length - 1 ? 'ellipsis' : undefined}>
            {index > 0 && <IconChevronRight size={12} stroke={1.75} aria-hidden="true" />}
            {step.onClick ? <button type="button" className="link" onClick={step.onClick}>{step.label}</button> : <span className="ellipsis ink-2" aria-current="page">{step.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
