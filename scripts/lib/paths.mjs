import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder; every script works from it, wherever it was called. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** What the scripts prepare once and keep between runs; ignored by git. */
export const runtimeDir = join(root, '.runtime');
