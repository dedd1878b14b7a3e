/**
 * Every page of the studio, with what it needs: `anyone`, `account`, `general` or `survey` with a right. Whoever makes a
 * page adds its line; a page that is not here, or needs something else, fails the test.
 */
export const guardedTable: Readonly<Record<string, string>> = {
  'GET /studio/': 'account',
  'GET /studio/archive': 'account',
  'POST /studio/language': 'anyone',
  'GET /studio/surveys/:survey': 'survey look',

  'GET /studio/surveys/:survey/waves': 'survey look',
  'GET /studio/surveys/:survey/waves/new': 'survey sample',
  'POST /studio/surveys/:survey/waves/new': 'survey sample',
  'GET /studio/surveys/:survey/waves/:wave': 'survey look',
  'GET /studio/surveys/:survey/waves/:wave/close': 'survey sample',
  'POST /studio/surveys/:survey/waves/:wave/close': 'survey sample',
  'POST /studio/surveys/:survey/waves/:wave/draw': 'survey sample',
  'GET /studio/surveys/:survey/waves/:wave/links.csv': 'survey sample',

  'GET /studio/first': 'anyone',
  'POST /studio/first': 'anyone',
  'GET /studio/sign-in': 'anyone',
  'POST /studio/sign-in': 'anyone',
  'GET /studio/sign-in/code': 'anyone',
  'POST /studio/sign-in/code': 'anyone',
  'POST /studio/sign-out': 'anyone',
};
