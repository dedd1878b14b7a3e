import { type Context, Hono } from 'hono';
import type { Database } from '#db/database.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import type { Survey } from '#db/tables.ts';
import { AppError } from '../errors.ts';
import { type GeneralRight, may, mayWithSurvey, type SurveyRight } from '../people/permissions.ts';
import type { Visitor } from '../people/person.ts';
import type { AppEnv } from './context.ts';

/** What a page of the studio asks of whoever opens it. */
export type Needs =
  /** Nobody in particular: signing in, the first start. */
  | 'anyone'
  /** An account, whatever its role. */
  | 'account'
  | { readonly general: GeneralRight }
  /** A right to the survey that `:survey` of the address names by its slug. */
  | { readonly survey: SurveyRight };

/** What a page of the studio is given besides the request. */
export interface Admitted<N extends Needs> {
  readonly c: Context<AppEnv>;
  readonly visitor: N extends 'anyone' ? Visitor | null : Visitor;
  readonly survey: N extends { readonly survey: SurveyRight } ? Survey : null;
}

type Page<N extends Needs> = (admitted: Admitted<N>) => Response | Promise<Response>;

/** A route with what it needs, as a list of all routes knows it. */
export interface GuardedRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly needs: Needs;
}

export interface Guard {
  readonly db: Database;
  /** Who sends a request; `null` for a stranger. */
  readonly visitorOf: (c: Context<AppEnv>) => Promise<Visitor | null>;
  /** Whether a survey is shared with somebody. */
  readonly isShared: (surveyId: string, personId: string) => Promise<boolean>;
}

/**
 * Routes that cannot be made without saying what they need. Whoever lacks it is refused before the page's own code is
 * reached: a stranger is sent to the sign-in page, others meet `forbidden`, and a survey that is not theirs to see is
 * not there (`notFound`), as if nobody had made it.
 */
export class GuardedRoutes {
  readonly app = new Hono<AppEnv>();
  readonly routes: GuardedRoute[] = [];
  readonly #guard: Guard;
  readonly #base: string;

  /** @param base where these routes are mounted, such as `/studio` */
  constructor(guard: Guard, base: string) {
    this.#guard = guard;
    this.#base = base;
  }

  get<const N extends Needs>(path: string, needs: N, page: Page<N>): this {
    return this.#add('GET', path, needs, page);
  }

  post<const N extends Needs>(path: string, needs: N, page: Page<N>): this {
    return this.#add('POST', path, needs, page);
  }

  #add<N extends Needs>(method: 'GET' | 'POST', path: string, needs: N, page: Page<N>): this {
    this.routes.push({ method, path: `${this.#base}${path}`, needs });
    this.app.on(method, path, async (c) => {
      const visitor = await this.#guard.visitorOf(c);
      c.set('visitor', visitor);
      if (visitor === null && needs !== 'anyone') return signInFirst(c, this.#base);
      if (visitor?.lacksSecondFactor && needs !== 'anyone' && !path.startsWith('/account'))
        return secondFactorFirst(c, this.#base);
      const survey = visitor === null ? null : await admit(this.#guard, c, visitor, needs);
      return await page({ c, visitor, survey } as Admitted<N>);
    });
    return this;
  }
}

/** @returns the survey that the page is about, if it is about one. @throws AppError for whoever may not */
async function admit(
  { db, isShared }: Guard,
  c: Context<AppEnv>,
  { person }: Visitor,
  needs: Needs,
): Promise<Survey | null> {
  if (typeof needs === 'string') return null;
  if ('general' in needs) {
    if (!may(person.role, needs.general)) throw new AppError('forbidden');
    return null;
  }
  const survey = await surveyBySlug(db.read, c.req.param('survey') ?? '');
  const shared = survey !== null && (await isShared(survey.id, person.id));
  if (survey === null || !mayWithSurvey(person.role, 'report', shared)) throw new AppError('notFound');
  if (!mayWithSurvey(person.role, needs.survey, shared)) throw new AppError('forbidden');
  return survey;
}

/** Whoever has to have a second factor gets on with nothing else before there is one. */
function secondFactorFirst(c: Context<AppEnv>, base: string): Response {
  if (c.req.method !== 'GET') throw new AppError('forbidden');
  return c.redirect(`${base}/account/second-factor`, 303);
}

/** Where to go on after signing in is kept in the address; only what can be looked at is gone on with. */
function signInFirst(c: Context<AppEnv>, base: string): Response {
  if (c.req.method !== 'GET') throw new AppError('forbidden');
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`${base}/sign-in?${new URLSearchParams({ next: pathname + search })}`, 303);
}
