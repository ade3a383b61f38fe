// One statement: what it says, which passage says so, who else says it, what disputes it.

function evidencePanel(claim) {
  const one = (id) => (THINGS.has(id) ? button(nameOf(id), () => pick(id), { class: 'link' }) : bdi(id));
  const back = cameFrom === claim.object || (claim.scope || []).some(([scope]) => scope === cameFrom) ? cameFrom : claim.subject;
  const documents = new Set(claim.evidence.map((each) => each.document));
  return [
    button('← ' + nameOf(back), () => pick(back), { class: 'link' }),
    make('h2', { text: 'Statement' }),
    make('p', { class: 'sentence' }, one(claim.subject), ' ', make('strong', { text: propertyName(claim.property) }), ' ',
      claim.object ? one(claim.object) : make('bdi', { text: valueOf(claim), class: claim.silent ? 'silent' : undefined })),
    make('p', {}, ...tags(claim)),
    claim.silent ? make('p', { class: 'silent', text: 'The document leaves this out where one would look for it. That is recorded, so that silence is not read as a finding.' }) : null,
    claim.reason ? make('p', { class: 'hint' }, 'why this rank: ', bdi(claim.reason)) : null,
    make('h3', { text: claim.evidence.length ? `said in ${claim.evidence.length === 1 ? 'one passage' : claim.evidence.length + ' passages'} of ${documents.size === 1 ? 'one document' : documents.size + ' documents'}` : 'evidence' }),
    ...(claim.evidence.length ? claim.evidence.map((each) => passage(each, claim)) : [make('p', { text: claim.modality === 'derived' ? 'The query made this tie out of others; no document states it as such.' : 'No evidence is recorded.' })]),
    ...disputes(claim),
    claim.whole ? make('div', {}, make('h3', { text: 'part of a larger figure' }), ...claim.whole.map((id) => other(id))) : null,
    claim.modality === 'derived' ? null : make('p', { class: 'hint' }, 'Statement ', make('code', { text: claim.id })),
  ];
}

function other(id) {
  const claim = CLAIMS.get(id);
  if (!claim) return make('p', {}, make('code', { text: id }));
  return button(`${nameOf(claim.subject)} · ${propertyName(claim.property)} · ${valueOf(claim)}`, () => pick(id), { class: 'link' });
}

function disputes(claim) {
  if (!claim.disputes) return [];
  return [make('h3', { text: 'disputed by' }), ...claim.disputes.map(([id, reason]) => make('div', { class: 'evidence' }, other(id), reason ? make('p', { class: 'hint' }, bdi(reason)) : null))];
}

function passage(each, claim) {
  const line = (name, value) => (value ? make('p', {}, make('span', { class: 'hint', text: name + ' ' }), bdi(value)) : null);
  const document_ = 'kzd:' + each.document;
  const name = DATA.documents[each.document] || each.document;
  return make('div', { class: 'evidence' },
    THINGS.has(document_) ? button(name, () => pick(document_), { class: 'link' }) : bdi(name),
    each.text ? make('blockquote', {}, bdi(each.text)) : null,
    ...(each.via || []).map((mention) => line('earlier mention:', '“' + mention + '”')),
    line('section', each.section),
    line('printed as', each.printed),
    line('read so because', each.reason),
    line('stated by', each.by),
    line('which itself cites', each.cites),
    each.modality && each.modality !== claim.modality ? line('here', each.modality) : null,
    make('p', { class: 'hint', text: `characters ${each.start.toLocaleString('en')}–${each.end.toLocaleString('en')} of its plain text, fingerprint ${each.fingerprint}` }),
    each.text ? null : make('p', { class: 'hint' }, 'The passage itself is not in this file. With your own copy of the document: ', make('code', { text: `kzgraph evidence ${/^[0-9a-f]+$/.test(claim.id) ? claim.id : '…'} --sources DIR` })));
}
