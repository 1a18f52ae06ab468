import { care } from '../../src/renderer/platform/care.ts';

/** Put into the page by the benches: the page's own way of calling, over a port of its own. */
Object.assign(globalThis, { benchCare: care });
