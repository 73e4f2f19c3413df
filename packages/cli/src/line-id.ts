import { z } from 'zod';

/** What every line of an NDJSON batch is called by; its answer has the same. */
export const LineId = z.union([z.string(), z.number()]);
