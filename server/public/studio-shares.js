// @ts-check
/**
 * Shares and sums follow from the weights. Once weights are saved they are read anew from the page as it is now, and nothing
 * else of it is touched: whoever is typing types on.
 */
import { pageAt, thisPage } from './studio-saying.js';

let asked = 0;
let areOld = false;

export async function renewShares() {
  asked += 1;
  const mine = asked;
  areOld = true;
  const page = await pageAt(thisPage);
  // without a connection they are read when it is back
  if (mine !== asked || page === null) return;
  const now = new Map([...derivedIn(page)].map((each) => [each.dataset.derived, each.textContent]));
  for (const each of derivedIn(document))
    each.textContent = now.get(each.dataset.derived) ?? each.textContent;
  areOld = now.size === 0;
}

addEventListener('online', () => areOld && void renewShares());

/** @param {Document} page @returns {NodeListOf<HTMLElement>} */
function derivedIn(page) {
  return page.querySelectorAll('[data-derived]');
}
