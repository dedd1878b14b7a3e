import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { questionnaireSchema } from '#surveys/design/published-schema.ts';
import { address, schemaPath } from '../addresses.ts';
import type { AppEnv, Dependencies } from '../http/context.ts';

/**
 * The published JSON Schema of a questionnaire. Tools on pages of other hosts may read it too: it holds nothing of anybody.
 * It may be kept for an hour, since it changes only with the program.
 */
export function schemaRoutes(reached: Pick<Dependencies, 'publicUrl'>) {
  let text: string | undefined;
  return new Hono<AppEnv>().use(etag({ weak: true })).get('/questionnaire.json', (c) => {
    text ??= `${JSON.stringify(questionnaireSchema(address(reached, schemaPath)), null, 2)}\n`;
    c.header('Content-Type', 'application/schema+json; charset=utf-8');
    c.header('Cache-Control', 'public, max-age=3600');
    c.header('Access-Control-Allow-Origin', '*');
    return c.body(text);
  });
}
