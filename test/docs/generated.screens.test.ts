import { describe, expect, it } from 'vitest';
import { contract } from '../../src/contract/contract.ts';
import type { CallMeta } from '../../src/contract/procedure.ts';
import { customerViews } from '../../src/renderer/app/customer-views.ts';
import { screens } from '../../src/renderer/app/screens.ts';
import { isSingleKeyId, singleKeyOf } from '../../src/renderer/app/single-keys.ts';
import { head, onDisk } from '../support/generated-document.ts';

function procedures(): string {
  const parts = Object.entries(contract).map(([capability, calls]) => {
    const lines = Object.entries(calls).map(([name, call]) => {
      const meta: CallMeta = call['~orpc'].meta;
      return `| ${capability}.${name} | ${meta.kind}${meta.transactions === 'steps' ? ', in steps' : ''} | ${typeof meta.roles === 'string' ? meta.roles : meta.roles.join(', ')} | ${meta.level} | ${meta.sentence} |`;
    });
    return `\n## ${capability}\n\n| call | kind | who | level | what |\n|---|---|---|---|---|\n${lines.join('\n')}\n`;
  });
  return head('Calls', 'the contract') + parts.join('');
}

/** The keys that go to a screen, as they come. */
function keysTo(path: string): string {
  const id = `go.${path}`;
  return isSingleKeyId(id) ? singleKeyOf(id).keys : '';
}

function screenList(): string {
  const roles = (of: 'staff' | ReadonlyArray<string>) => (typeof of === 'string' ? of : of.join(', '));
  const rail = screens.map((screen) => `| ${screen.title} | ${screen.path} | ${keysTo(screen.path)} | ${roles(screen.roles)} |`);
  const tabs = customerViews.filter((view) => !view.under);
  const views = customerViews.map((view) => `| ${view.label} | ${view.view} | ${view.under ? `under ${view.under}` : `Alt+${tabs.indexOf(view) + 1}`} | ${view.level} |`);
  return `${head('Screens', 'the registries of screens and customer views')}\n| screen | path | keys | who |\n|---|---|---|---|\n${rail.join('\n')}\n\n## In a customer's tab\n\n| view | path | keys | level |\n|---|---|---|---|\n${views.join('\n')}\n`;
}

describe('the generated documents are fresh', () => {
  it('lists every call with who may make it', () => {
    const text = procedures();
    expect(onDisk('procedures.md', text)).toBe(text);
  });
  it('lists every screen', () => {
    const text = screenList();
    expect(onDisk('screens.md', text)).toBe(text);
  });
});
