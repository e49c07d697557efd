// SPDX-License-Identifier: Apache-2.0
// Figures for people.

const whole = new Intl.NumberFormat('en');

/** A whole number, in groups of three. */
export function number(value) {
    return whole.format(value);
}

/** Bytes, in the largest unit of which there is one, exactly or to a tenth. */
export function bytes(value) {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    let unit = 0;
    let amount = value;
    while (Math.abs(amount) >= 1024 && unit < units.length - 1) {
        amount /= 1024;
        unit++;
    }
    return (Number.isInteger(amount) ? number(amount) : amount.toFixed(1)) + ' ' + units[unit];
}

/** Nanoseconds, to three digits. */
export function duration(nanos) {
    if (nanos < 0) {
        return '–';
    }
    const units = [['ns', 1], ['µs', 1e3], ['ms', 1e6], ['s', 1e9], ['min', 60e9], ['h', 3600e9]];
    const [name, size] = units.findLast((unit) => nanos >= unit[1]) ?? units[0];
    return Number((nanos / size).toPrecision(3)) + ' ' + name;
}

/** A moment, in milliseconds since 1970, as the clock says it here. */
export function clock(millis) {
    return new Date(millis).toLocaleTimeString('en-GB');
}
