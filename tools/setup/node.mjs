/** Whether a version of Node.js is in a range such as `^20.19.0 || >=22.13.0`, of which the patch does not count. */
export function isInRange(version, range) {
    const [major, minor] = version.split(".").map(Number);
    return range.split("||").some((part) => {
        const [, operator, ...oldest] = /(\^|>=)(\d+)\.(\d+)/.exec(part);
        const [oldestMajor, oldestMinor] = oldest.map(Number);
        return major === oldestMajor ? minor >= oldestMinor : operator === ">=" && major > oldestMajor;
    });
}
