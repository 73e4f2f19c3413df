import type { CheckFinding } from './check.js';
import type { Edit, Message, Params } from './edit.js';
import { EDITS } from './edits.js';

/** A finding in words. */
export interface FindingWords {
  /** What is wrong. */
  readonly what: string;
  /** Why it is wrong: what the authority asks for. */
  readonly why: string;
  /** What to do. */
  readonly todo: string;
}

const EDIT_OF: ReadonlyMap<string, Edit> = new Map(EDITS.map((edit) => [edit.id, edit]));

/**
 * A finding as sentences, from the messages of its edit.
 * @example wordsOf(finding).todo // 'Replace it by a code that is billable on the date.'
 */
export function wordsOf(finding: CheckFinding, editOf: (id: string) => Edit | undefined = (id) => EDIT_OF.get(id)): FindingWords {
  const message = editOf(finding.rule)?.messages[finding.message];
  return message ? renderMessage(message, finding.params) : { what: finding.message, why: '', todo: '' };
}

/** A parameter that is missing leaves its name, in braces. */
function renderMessage({ what, why, todo }: Message, params: Params): FindingWords {
  return { what: filled(what, params), why: filled(why, params), todo: filled(todo, params) };
}

function filled(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => (params[name] === undefined ? place : String(params[name])));
}
