import type { Edit } from './edit.js';

/** Every edit, in the order in which findings of equal severity are told. */
export const EDITS: readonly Edit[] = [];
