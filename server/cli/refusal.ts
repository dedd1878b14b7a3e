import type { MessageKey, Params } from '../i18n/translate.ts';
import type { FileProblems } from '../imports/problems.ts';

/** A command that cannot be carried out, for a reason the person at the keyboard can do something about. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly key: MessageKey;
  readonly params: Params;

  constructor(key: MessageKey, params: Params = {}) {
    super(key);
    this.key = key;
    this.params = params;
  }
}

/** A command typed wrongly: shown with how it is used. */
export class UsageError extends Refusal {
  override readonly name = 'UsageError';
}

/** A file with problems. Nothing of it was stored. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  readonly problems: FileProblems;

  constructor(problems: FileProblems) {
    super('The file has problems');
    this.problems = problems;
  }
}
