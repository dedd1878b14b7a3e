/**
 * Why a browser made nothing. `no-browser`: this machine has none, or not where the settings say; `busy`: too many wait
 * for it already; `too-slow`: it was not done in time; `failed`: it did not start, or broke off.
 */
export type BrowserProblem = 'no-browser' | 'busy' | 'too-slow' | 'failed';

/** A page or a picture that the browser did not make. Its message tells an administrator what the browser said. */
export class BrowserError extends Error {
  override readonly name = 'BrowserError';
  readonly problem: BrowserProblem;

  constructor(problem: BrowserProblem, detail = '', options?: ErrorOptions) {
    super(detail === '' ? `The browser made nothing: ${problem}` : detail, options);
    this.problem = problem;
  }
}
