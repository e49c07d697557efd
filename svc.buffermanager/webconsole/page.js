// SPDX-License-Identifier: Apache-2.0
// The page: listens to the stream, and shows what comes.

import {element, say} from './dom.js';
import {Manager} from './managers.js';
import {Table} from './tables.js';
import {bytes, clock, number} from './units.js';

const EVENTS = 100;
const ALLOCATORS = [
    {title: 'allocator', value: (a) => a.name, css: 'name'},
    {title: 'types', value: (a) => a.types, css: 'left'},
    {title: 'ranking', value: (a) => number(a.ranking)},
    {title: 'limit', value: (a) => a.limit === undefined ? '' : a.limit < 0 ? 'none' : bytes(a.limit)},
    {title: 'blocks', value: (a) => a.blocks === undefined ? '' : number(a.blocks)},
    {title: 'memory', value: (a) => a.failure ? `it failed: ${a.failure}` : bytes(a.bytes)},
    {title: 'by memory id', value: (a) => (a.identifiers ?? []).map((each) => `${each.id}: ${bytes(each.bytes)}`).join(', '),
        css: 'name'},
];

const managers = new Map();
const allocators = new Table('Allocators, the best first', ALLOCATORS);
const link = document.getElementById('link');
const place = document.getElementById('managers');
const log = document.getElementById('events');
const silent = element('p', {class: 'notice'});
let heard = 0;
let last = null;

document.getElementById('allocators').append(allocators.root, silent);

function showManagers(time, all) {
    const gone = new Set(managers.keys());
    if (managers.size === 0) {
        place.replaceChildren();
    }
    all.forEach((each, i) => {
        gone.delete(each.service);
        if (!managers.has(each.service)) {
            managers.set(each.service, new Manager(each.service));
        }
        const shown = managers.get(each.service);
        if (place.children[i] !== shown.root) {
            place.insertBefore(shown.root, place.children[i] ?? null);
        }
        shown.show(time, each);
    });
    for (const service of gone) {
        managers.get(service).root.remove();
        managers.delete(service);
    }
    if (all.length === 0) {
        place.replaceChildren(element('p', {class: 'card'}, 'no buffer manager is in service'));
    }
}

/** Shows events, the latest first; what comes again within a second is counted where it stands. */
function showEvents(events) {
    for (const event of events.filter((each) => each.number > heard)) {
        heard = event.number;
        if (last && last.kind === event.kind && last.message === event.message && event.time < last.time + 1000) {
            last.count += event.count;
        } else {
            last = {...event, shown: element('span', {class: 'kind'})};
            log.prepend(element('li', {}, element('time', {datetime: new Date(event.time).toISOString()}, clock(event.time)),
                last.shown, event.message));
        }
        say(last.shown, last.kind.toLowerCase().replaceAll('_', ' ') + (last.count > 1 ? ` ×${number(last.count)}` : ''));
    }
    while (log.children.length > EVENTS) {
        log.lastChild.remove();
    }
}

function show(sample) {
    link.className = 'live';
    say(link, 'live');
    showManagers(sample.time, sample.managers);
    allocators.show(sample.allocators, (allocator) => allocator.service);
    say(silent, sample.allocatorsAnswer ? '' : 'An allocator has not answered yet: these figures are older.');
    showEvents(sample.events);
    document.body.dataset.samples = String(Number(document.body.dataset.samples ?? 0) + 1);
}

const stream = new EventSource(`${document.body.dataset.root}/stream`);
stream.addEventListener('history', (event) => showEvents(JSON.parse(event.data).events));
stream.addEventListener('sample', (event) => show(JSON.parse(event.data)));
stream.addEventListener('error', () => {
    link.className = 'lost';
    say(link, stream.readyState === EventSource.CLOSED ? 'no stream: reload this page in a while'
        : 'connection lost, trying again');
});
