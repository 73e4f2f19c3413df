import { z } from 'zod';
import { parseDay } from './date.js';

/** A calendar date written YYYY-MM-DD, as inputs and outputs carry it. */
export const IsoDate = z.string().refine((text) => parseDay(text) !== undefined, { message: 'not a calendar date written YYYY-MM-DD' });
