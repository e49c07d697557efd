// SPDX-License-Identifier: Apache-2.0
// A chart of the last minutes: plain SVG, a line or two, and the same as text.

import {drawing, element, say} from './dom.js';
import {number} from './units.js';

/** How much is kept; what is shown is as many whole minutes as there are samples of. */
const MINUTES = 5;
const WIDTH = 300;
const HEIGHT = 80;

/** The lines of a chart, from a list of samples: {time, values}. A value that is null leaves a gap. */
export class Chart {
    /**
     * @param title what it shows
     * @param lines what each line is, by name
     * @param top the least that the top of the scale is
     */
    constructor(title, lines, top) {
        this.lines = lines;
        this.top = top;
        this.samples = [];
        this.plots = lines.map((_, i) => drawing('path', {class: i === 0 ? 'plot' : 'plot second'}));
        this.text = element('figcaption', {class: 'quiet'});
        this.most = element('span');
        this.since = element('span');
        this.picture = drawing('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, height: HEIGHT, preserveAspectRatio: 'none',
            role: 'img', 'aria-label': title}, drawing('path', {class: 'axis', d: `M0 ${HEIGHT - .5}H${WIDTH}`}), ...this.plots);
        this.root = element('figure', {}, element('h3', {}, title),
            element('div', {class: 'scale'}, this.most, element('span', {}, lines.join(', dashed: '))), this.picture,
            element('div', {class: 'scale', 'aria-hidden': 'true'}, this.since, element('span', {}, 'now')), this.text);
    }

    /** Adds a sample and draws. */
    add(time, values) {
        this.samples.push({time, values});
        while (this.samples[0].time < time - MINUTES * 60_000) {
            this.samples.shift();
        }
        const top = Math.max(this.top, ...this.samples.flatMap((sample) => sample.values.map((value) => value ?? 0)));
        const minutes = Math.min(MINUTES, Math.max(1, Math.ceil((time - this.samples[0].time) / 60_000)));
        this.plots.forEach((plot, i) => plot.setAttribute('d', this.path(i, time, minutes, top)));
        say(this.since, minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`);
        say(this.most, number(Math.ceil(top)));
        this.tell(values);
    }

    path(line, now, minutes, top) {
        let path = '';
        let pen = 'M';
        for (const {time, values} of this.samples) {
            const value = values[line];
            if (value === null) {
                pen = 'M';
                continue;
            }
            const x = WIDTH * (1 - (now - time) / (minutes * 60_000));
            const y = HEIGHT - 2 - (HEIGHT - 4) * value / top;
            path += `${pen}${x.toFixed(2)} ${y.toFixed(2)}`;
            pen = 'L';
        }
        return path;
    }

    /** Says what the picture shows: now, least, and most of each line. */
    tell(values) {
        const texts = this.lines.map((name, i) => {
            const known = this.samples.map((sample) => sample.values[i]).filter((value) => value !== null);
            return known.length === 0 ? `${name}: not known`
                : `${name}: ${values[i] === null ? 'not known' : number(Math.round(values[i]))}, `
                    + `from ${number(Math.round(Math.min(...known)))} to ${number(Math.round(Math.max(...known)))}`;
        });
        say(this.text, texts.join('; '));
    }
}
