import type { ServiceContext, ServiceDraft } from '../service-draft.js';

/** The services of one claim, as modifiers see them. */
export interface Claim {
  readonly drafts: readonly ServiceDraft[];
  readonly context: ServiceContext;
}

/** One modifier and when it is added: the reason, or undefined when it is not. */
export interface ModifierRule {
  readonly modifier: string;
  /** Where the rule is written. */
  readonly source: string;
  readonly when: (draft: ServiceDraft, claim: Claim) => string | undefined;
}

/** Whether the note says something outside instructions and family history. */
export function noteSays(context: ServiceContext, pattern: RegExp): boolean {
  return pattern.test(context.note.text);
}
