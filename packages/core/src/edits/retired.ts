/** An edit that is no longer run. Its id stays here, is explained to whoever asks for it, and is never used again. */
export interface RetiredEdit {
  readonly id: string;
  /** The version that no longer has it. */
  readonly since: string;
  /** Why it went, and the id of what took its place. */
  readonly reason: string;
}

export const RETIRED_EDITS: readonly RetiredEdit[] = [];
