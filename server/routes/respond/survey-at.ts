import type { Context } from 'hono';
import { createDefinitions } from '../../actions/definitions.ts';
import { interviewOf } from '../../actions/interview.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { languageIn } from './reader.ts';

const interviewPath = /^\/s\/([^/]+)/;

/** The token in an interview's address; `null` for any other address. */
export function tokenIn(path: string): string | null {
  const [, token] = interviewPath.exec(path) ?? [];
  return token ?? null;
}

/**
 * Finds out which survey a request to an interview's address was about that was refused before anybody looked, so that it is
 * refused in the survey's name.
 */
export function surveyNaming(deps: Pick<Dependencies, 'db' | 'secret'>) {
  const definitions = createDefinitions();
  return async (c: Context<AppEnv>): Promise<void> => {
    const token = tokenIn(c.req.path);
    if (token === null || c.var.survey !== undefined) return;
    try {
      await interviewOf(deps.db.read, token, { ...deps, definitions }, languageIn(c));
    } catch (error) {
      // nobody was given this address: there is no name to refuse it in
      if (!(error instanceof AppError && error.code === 'notFound')) throw error;
    }
  };
}
