import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { acceptedLanguages, locales, negotiateLanguage } from '../i18n/locale.ts';
import type { AppEnv } from './context.ts';

/** The cookie that remembers a language chosen by hand. It holds nothing about the person. */
export const languageCookie = 'manyi-language';

/** Works out the languages a person wants: the address (`?lang=`), then their last choice, then the browser. */
export function languages() {
  return createMiddleware<AppEnv>(async function languages(c, next) {
    const chosen = [c.req.query('lang'), getCookie(c, languageCookie)].filter((tag) => tag !== undefined);
    const wanted = [...chosen, ...acceptedLanguages(c.req.header('accept-language'))];
    c.set('wantedLanguages', wanted);
    c.set('locale', negotiateLanguage(locales, wanted));
    await next();
  });
}
