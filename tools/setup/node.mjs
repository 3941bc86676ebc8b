/** Returns whether a version is in a range such as `^20.19.0 || >=22.13.0`, whose patch versions do not count. */
export function isInRange(version, range) {
    const [major, minor] = version.split(".").map(Number);
    return range.split("||").some((part) => {
        const [, operator, ...oldest] = /(\^|>=)(\d+)\.(\d+)/.exec(part);
        const [oldestMajor, oldestMinor] = oldest.map(Number);
        return major === oldestMajor ? minor >= oldestMinor : operator === ">=" && major > oldestMajor;
    });
}
