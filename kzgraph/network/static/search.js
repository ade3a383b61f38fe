// Search: any part of any name, in any of its languages; marks over letters are forgiven, scripts too where a Latin form is known.

const queryBox = document.getElementById('query');
const hitsBox = document.getElementById('hits');
let hits = [];
let at = 0;

function score(thing, wanted) {
  let best = 0;
  for (const name of [...thing.raw, ...(thing.keys || [])]) {
    const found = name.indexOf(wanted);
    if (found < 0) continue;
    const whole = name.length === wanted.length ? 3 : found === 0 ? 2 : /[\s\p{P}]/u.test(name[found - 1]) ? 1.5 : 1;
    best = Math.max(best, whole + wanted.length / (name.length + 1));
  }
  return best && best + Math.min(0.4, thing.near.size / 200);
}

function look(text) {
  const wanted = plain(visible(text)).trim().replace(/\s+/g, ' ');
  if (!wanted) return [];
  if (THINGS.has(text.trim())) return [THINGS.get(text.trim())];
  const found = [];
  for (const thing of THINGS.values()) { const value = score(thing, wanted); if (value) found.push([value, thing]); }
  return found.sort(([a, x], [b, y]) => b - a || (x.id < y.id ? -1 : 1)).slice(0, 12).map(([, thing]) => thing);
}

function fillHits() {
  hits = look(queryBox.value);
  at = 0;
  const asked = queryBox.value.trim() !== '';
  hitsBox.replaceChildren(...hits.map((thing, number) => make('li', { role: 'option', id: 'hit-' + number, 'aria-selected': String(number === at), on: { pointerdown: (event) => { event.preventDefault(); takeHit(number); } } },
    bdi(nameOf(thing.id)), make('span', { class: 'hint', text: `  ${thing.called}, ${thing.near.size} ties` }))));
  if (asked && !hits.length) hitsBox.append(make('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', text: 'Nothing of that name; try a shorter part of it.' }));
  hitsBox.hidden = !asked;
  queryBox.setAttribute('aria-expanded', String(asked));
  if (hits.length) queryBox.setAttribute('aria-activedescendant', 'hit-0');
  else queryBox.removeAttribute('aria-activedescendant');
}

function moveHit(by) {
  if (!hits.length) return;
  at = (at + by + hits.length) % hits.length;
  [...hitsBox.children].forEach((hit, number) => hit.setAttribute('aria-selected', String(number === at)));
  hitsBox.children[at].scrollIntoView({ block: 'nearest' });
  queryBox.setAttribute('aria-activedescendant', 'hit-' + at);
}

function takeHit(number) {
  const thing = hits[number];
  if (!thing) return;
  queryBox.value = '';
  fillHits();
  queryBox.blur();
  around(thing.id, 1);
  detailsBox.focus({ preventScroll: true });
}

queryBox.addEventListener('input', fillHits);
queryBox.addEventListener('blur', () => setTimeout(() => { hitsBox.hidden = true; queryBox.setAttribute('aria-expanded', 'false'); }, 120));
queryBox.addEventListener('keydown', (event) => {
  if (event.key === 'ArrowDown') moveHit(1);
  else if (event.key === 'ArrowUp') moveHit(-1);
  else if (event.key === 'Enter') takeHit(at);
  else if (event.key === 'Escape') { queryBox.value = ''; fillHits(); queryBox.blur(); mapBox.focus(); }
  else return;
  event.preventDefault();
});
