import { removeThings } from "./things";

export default removeThings;
