import { workBeside } from '../platform/work-beside.ts';
import { workReratings } from './rerating-orders.ts';

/** Lets the worker that lives with the demo do the re-ratings that wait, beside the calls of the desk. */
export const workReratingsHere = workBeside('re-ratings wait', workReratings);
