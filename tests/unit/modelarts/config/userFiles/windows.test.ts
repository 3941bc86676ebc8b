import path from "node:path";
import { inHome, resolvePath } from "../../../../../provider/src/modelarts/config/userFiles";
import { userFilesOf } from "../../../../support/userFiles";

// The project "windows paths" of Jest runs this file, too.
const isWindows = path.sep === "\\";
const files = { ...userFilesOf({}), folder: isWindows ? "C:\\program" : "/program" };
const home = { USERPROFILE: isWindows ? "C:\\Users\\me" : "/home/me" };

test("the home of the user is HOME, or that of Windows", () => {
    expect(inHome(home, "a", "b")).toBe(path.join(home.USERPROFILE, "a", "b"));
    expect(inHome({ ...home, HOME: "" }, "a")).toBe(path.join(home.USERPROFILE, "a"));
    expect(inHome({ ...home, HOME: "/x" }, "a")).toBe(path.join("/x", "a"));
    expect(inHome({}, "a")).toBeUndefined();
});

test("a path begins at the folder of the program, or at the home", () => {
    expect(resolvePath("a/ca.pem", {}, files)).toBe(path.join(files.folder, "a", "ca.pem"));
    expect(resolvePath("~/ca.pem", home, files)).toBe(path.join(home.USERPROFILE, "ca.pem"));
    expect(resolvePath("~\\ca.pem", home, files)).toBe(path.join(home.USERPROFILE, "ca.pem"));
    expect(resolvePath("~me/ca.pem", home, files)).toBe(path.join(files.folder, "~me", "ca.pem"));
});
