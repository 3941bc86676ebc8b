import { removeFixtures } from "./things";

export default removeFixtures;
