// @ts-check
import { keepKeyboardOnMoved, putInOrderByHand } from './studio-order.js';
import { offerPipes } from './studio-pipes.js';
import { watch, watchLeftOver } from './studio-saving.js';

offerPipes();
for (const form of document.querySelectorAll('form[data-autosave]'))
  if (form instanceof HTMLFormElement) watch(form);
watchLeftOver();
putInOrderByHand();
keepKeyboardOnMoved();
