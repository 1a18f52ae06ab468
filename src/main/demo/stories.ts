import { abernathy } from './stories/abernathy.ts';
import { caleb } from './stories/caleb.ts';
import { dana } from './stories/dana.ts';
import { elena } from './stories/elena.ts';
import { imani } from './stories/imani.ts';
import { luis } from './stories/luis.ts';
import { meiLin } from './stories/mei-lin.ts';
import { omar } from './stories/omar.ts';
import { pia } from './stories/pia.ts';
import { ridgeline } from './stories/ridgeline.ts';
import { samuel } from './stories/samuel.ts';
import type { Story, StoryPlan } from './stories/story.ts';
import { theo } from './stories/theo.ts';

/** The named customers of the demo, with what is to happen to them. */
export const storyPlans: ReadonlyArray<StoryPlan> = [elena, imani, theo, dana, luis, omar, pia, ridgeline, meiLin, abernathy, caleb, samuel];

/** The stories as journeys and people play them: who calls, what proves them, which two bills, and why they differ. */
export const stories: ReadonlyArray<Story> = storyPlans.map(({ key, title, compare, causes, customers }) => {
  const [caller] = customers;
  if (!caller) throw new Error(`The story ${key} has no customer.`);
  const shared = key === 'late' ? caller.contacts.find(({ kind, label }) => kind === 'phone' && label === 'Home') : undefined;
  const phone = shared ?? caller.contacts.find(({ kind }) => kind === 'phone');
  return { key, title, name: caller.name, number: caller.number, phone: `+1${(phone?.value ?? '').replaceAll(/\D/g, '')}`, pin: caller.pin, birthDate: caller.birthDate, compare, causes };
});
