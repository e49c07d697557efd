// SPDX-License-Identifier: Apache-2.0
// One buffer manager: its figures, charts, bins and holders.

import {audited, button} from './actions.js';
import {Chart} from './chart.js';
import {drawing, element, say} from './dom.js';
import {Table} from './tables.js';
import {bytes, duration, number} from './units.js';

/** The figures of each manager, in the order in which they stand; those after the fifth only where they say something. */
const FIGURES = [
    ['lent', (m) => `${number(m.lent)} of ${number(m.total)}`],
    ['at most', (m) => number(m.high)],
    ['none free', (m) => number(m.none), (m) => m.none > 0],
    ['memory', (m) => bytes(m.bytes)],
    ['swaps', (m) => number(m.swaps)],
    ['empty returns', (m) => number(m.empty), (m) => m.empty > 0],
    ['misuses', (m) => number(m.misuses) + kinds(m.misusesByKind), (m) => m.misuses > 0],
    ['leaks', (m) => number(m.leaks), (m) => m.leaks > 0],
    ['reclaimed', (m) => number(m.reclaimed), (m) => m.reclaimed > 0],
    ['never came home', (m) => number(m.expired), (m) => m.expired > 0],
    ['draining', (m) => number(m.retiring), (m) => m.retiring > 0],
    ['in quarantine', (m) => number(m.quarantined), (m) => m.quarantined > 0],
    ['unreturned', (m) => bytes(m.unreturned), (m) => m.unreturned > 0],
    ['allocator silent', (m) => number(m.unanswered), (m) => m.unanswered > 0],
    ['waiting now', (m) => number(m.waiting), (m) => m.waiting > 0],
    ['waited', (m) => `${number(m.waited)}, ${duration(m.longestWait)} at most`, (m) => m.waited > 0],
    ['in vain', (m) => number(m.timedOut), (m) => m.timedOut > 0],
];
const ALWAYS = 5;

const BINS = [
    {title: 'size', value: (bin) => bytes(bin.size)},
    {title: 'use', draw: bar, css: 'grow'},
    {title: 'lent', value: (bin) => number(bin.used)},
    {title: 'of', value: (bin) => number(bin.count)},
    {title: 'at most', value: (bin) => number(bin.high)},
    {title: 'spilled', value: (bin) => number(bin.spills)},
    {title: 'failed', value: (bin) => number(bin.failures)},
];

const HOLDERS = [
    {title: 'bundle', value: (h) => (h.name ?? '?') + (h.bundle < 0 ? '' : ` (${h.bundle})`) + (h.stopped ? ', stopped' : ''),
        css: 'name'},
    {title: 'has', value: (h) => number(h.lent)},
    {title: 'memory', value: (h) => bytes(h.bytes)},
    {title: 'oldest for', value: (h) => duration(h.oldest)},
    {title: 'got none', value: (h) => number(h.failed)},
    {title: 'denied', value: (h) => number(h.denied)},
    {title: 'taken', value: (h) => h.taken === undefined ? '–' : number(h.taken)},
];

function kinds(counts) {
    const texts = Object.entries(counts).map(([kind, count]) => `${kind.toLowerCase().replaceAll('_', ' ')} ${number(count)}`);
    return texts.length === 0 ? '' : ` (${texts.join(', ')})`;
}

/** Draws how much of a bin is lent, and a mark at the most that was. */
function bar(cell, bin) {
    if (!cell.firstChild) {
        cell.append(drawing('svg', {class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', role: 'img'},
            drawing('rect', {class: 'free', width: 100, height: 10}), drawing('rect', {class: 'used', height: 10}),
            drawing('rect', {class: 'high', width: 1, height: 10})));
        cell.removeAttribute('data-label');
    }
    const [, used, high] = cell.firstChild.children;
    const share = (count) => 100 * Math.min(count, bin.count) / Math.max(1, bin.count);
    used.setAttribute('width', share(bin.used));
    high.setAttribute('x', Math.max(0, share(bin.high) - 1));
    high.setAttribute('visibility', bin.high > 0 ? 'visible' : 'hidden');
    cell.firstChild.classList.toggle('full', bin.used >= bin.count);
    cell.firstChild.setAttribute('aria-label', `${bin.used} of ${bin.count} lent, at most ${bin.high}`);
}

/** A manager's card. */
export class Manager {
    constructor(service) {
        this.figures = FIGURES.map(([name]) => element('div', {}, element('dt', {}, name), element('dd')));
        this.title = element('h2', {id: `manager-${service}`});
        this.origin = element('p', {class: 'quiet'});
        this.result = element('div', {class: 'result', role: 'status'});
        this.tracking = button('Trace all', service, this.result, () => this.traced ? 'track-none' : 'track-all',
            () => [true, this.traced ? 'what is taken from now on is not traced' : 'what is taken from now on is traced']);
        this.occupancy = new Chart('Lent', ['lent', 'at most'], 1);
        this.rate = new Chart('Per second', ['taken', 'none free'], 1);
        this.uncounted = element('p', {class: 'notice'});
        this.bins = new Table('Bins', BINS, 'bins');
        this.holders = new Table('Holders', HOLDERS, 'holders');
        this.more = element('p', {class: 'quiet'});
        this.root = element('section', {class: 'card', 'aria-labelledby': `manager-${service}`, 'data-service': service},
            element('div', {class: 'head'}, element('div', {}, this.title, this.origin), element('div', {class: 'buttons'},
                button('Audit', service, this.result, () => 'audit', audited),
                button('Reset marks', service, this.result, () => 'reset',
                    () => [true, 'the high-water marks begin anew, and the log hears of all kinds of events again']),
                this.tracking)),
            this.result, element('dl', {}, ...this.figures), this.bins.root,
            element('div', {class: 'charts'}, this.occupancy.root, element('div', {}, this.rate.root, this.uncounted)),
            this.holders.root, this.more);
    }

    /** Shows figures of that moment. */
    show(time, m) {
        say(this.title, `Manager ${m.id}`);
        say(this.origin, `memory ${m.memory} of allocator ${m.allocator ?? 'none'}, aligned to ${bytes(m.alignment)}`
            + (m.guarded ? ', guarded' : '') + (m.tracking === 0 ? '' : m.tracking === 1 ? ', all traced'
                : `, one in ${number(m.tracking)} traced`));
        this.traced = m.tracking !== 0;
        say(this.tracking, this.traced ? 'Trace none' : 'Trace all');
        FIGURES.forEach(([, value, alarm], i) => {
            const [, shown] = this.figures[i].children;
            say(shown, value(m));
            this.figures[i].hidden = i >= ALWAYS && !alarm(m);
            shown.classList.toggle('alarm', i === 2 && alarm(m) || ['misuses', 'leaks'].includes(FIGURES[i][0]) && alarm(m));
        });
        this.occupancy.add(time, [m.lent, m.high]);
        this.rate.add(time, [this.perSecond(time, m.taken, this.last?.taken), this.perSecond(time, m.none, this.last?.none)]);
        say(this.uncounted, m.accounting ? '' : 'How many are taken is not counted: switch on accounting in this manager’s '
            + 'configuration to see it.');
        this.last = {time, taken: m.taken, none: m.none};
        this.bins.show(m.bins, (bin) => bin.size);
        this.holders.show(m.holders, (holder) => `${holder.bundle} ${holder.stopped} ${holder.name}`);
        say(this.more, m.holders.length === 0 ? 'no bundle has used it yet'
            : m.moreHolders > 0 ? `and ${number(m.moreHolders)} more, who have less` : '');
    }

    /** The rate between two counts; null where one isn't known, or a count has begun anew. */
    perSecond(time, now, before) {
        return now === undefined || before === undefined || now < before || time <= this.last.time ? null
            : (now - before) * 1000 / (time - this.last.time);
    }
}
