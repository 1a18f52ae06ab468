import { expect, it } from 'vitest';
import { z } from 'zod';
import { PlanFile } from '../../src/contract/plan.ts';
import { onDisk } from '../support/generated-document.ts';

it('the JSON schema of plan files is what the contract says', () => {
  const schema = { ...z.toJSONSchema(PlanFile, { io: 'input' }), title: 'Plan file of Careline', description: 'Made from src/contract/plan.ts by npm run docs; do not edit.' };
  const text = `${JSON.stringify(schema, null, 1)}\n`;
  expect(onDisk('plan.schema.json', text)).toBe(text);
});
