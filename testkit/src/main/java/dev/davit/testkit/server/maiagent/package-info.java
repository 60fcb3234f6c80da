/**
 * A stand-in for MaiAgent on loopback: knowledge bases with signed form uploads, and the object
 * store that receives the forms. What it knows of the service: the public examples in
 * Playma-Co-Ltd/maiagent-api-examples and docs.maiagent.ai/api.
 */
@NullMarked
package dev.davit.testkit.server.maiagent;

import org.jspecify.annotations.NullMarked;
