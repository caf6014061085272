/**
 * Repositories on Redis, standalone and Cluster.
 *
 * <p>What is kept where, version 1 of it. Names stand behind the key prefix ({@code leafnode:} unless it is set
 * otherwise) and {@code 1:}. What is in braces is the hash tag, so all keys of one line with the same tag are
 * in one slot.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>what</th><th>holds</th><th>ends</th></tr>
 * <tr><td>{@code {tree:T}:execution:ID}</td><td>hash</td><td>{@code body}: the execution's JSON without stages,
 *     {@code order}: the list of its stages' ids, {@code stage:ID}: a stage's JSON</td><td>deletion, or some time after
 *     the end where executions have a time to live</td></tr>
 * <tr><td>{@code {tree:T}:tree}</td><td>hash</td><td>what navigation asks of the executions of a tree, see below</td>
 *     <td>deletion of the last one, which is a repair's where its time to live is over</td></tr>
 * <tr><td>{@code {tree:T}:open:STATE}</td><td>hash</td><td>by stage: {@code a} attempt, {@code p} application,
 *     {@code n} pipeline, {@code m} stage name, {@code q} question, {@code v} deadline, {@code o} which opening,
 *     {@code k} lineage is stored, {@code l} lineage otherwise, {@code t} what was told of it, {@code u} steps it is
 *     cut at</td><td>closing, deletion</td></tr>
 * <tr><td>{@code {tree:T}:closed:STATE}</td><td>hash</td><td>by stage: the latest attempt and when it was closed</td>
 *     <td>by itself, the time of retention after the last closing</td></tr>
 * <tr><td>{@code {directory}:homes}</td><td>hash</td><td>by execution: T, a number that no other home has</td>
 *     <td>deletion</td></tr>
 * <tr><td>{@code {directory}:guests}</td><td>hash</td><td>by execution that is kept elsewhere: the trees that know
 *     it</td><td>repair, when nothing is open or closed there</td></tr>
 * <tr><td>{@code {directory}:pending}</td><td>hash</td><td>by execution that is about to be stored: since when, in
 *     seconds, and the facts of it that are</td><td>the end of the save, repair</td></tr>
 * <tr><td>{@code {directory}:orphans}</td><td>hash</td><td>by execution that is not stored: the trees that wait for it
 *     as a parent</td><td>its creation, deletion of those trees</td></tr>
 * <tr><td>{@code {directory}:named}</td><td>hash</td><td>by execution that is not stored: the stages that name it, with
 *     their trees</td><td>its creation, deletion of those stages' executions</td></tr>
 * <tr><td>{@code {directory}:inbox:STATE}, {@code …:APPLICATION}</td><td>sorted set</td><td>hints: attempt, stage, T,
 *     opening, application</td><td>some time after closing, repair</td></tr>
 * <tr><td>{@code {directory}:waiting}</td><td>sorted set</td><td>hints: trees in which something may show</td>
 *     <td>repair</td></tr>
 * <tr><td>{@code {directory}:executions:SET}, {@code {application:A}:executions:SET}</td><td>sorted set</td><td>hints:
 *     time of creation, id, T; SET is {@code all}, {@code active}, {@code status:S} or {@code name:N}</td><td>deletion,
 *     repair</td></tr>
 * <tr><td>{@code {directory}:events}</td><td>sorted set</td><td>the entries of the log of events, by
 *     position</td><td>some time after closing; the first one and the last one stay</td></tr>
 * <tr><td>{@code {directory}:reminders}</td><td>sorted set</td><td>the entries of the log of reminders, by
 *     position</td><td>some time after closing; the last one stays</td></tr>
 * <tr><td>{@code {directory}:lease}</td><td>string</td><td>who repairs</td><td>by itself, after half a minute</td></tr>
 * </table>
 *
 * <p>T names a tree: the id of its root, as far as that was known when its first execution was stored. It never changes
 * while an execution is stored. STATE is a {@link dev.leafnode.model.LeafState}.
 *
 * <table>
 * <caption>Fields of a tree</caption>
 * <tr><th>field</th><th>holds</th></tr>
 * <tr><td>{@code x:ID}</td><td>an execution: {@code a} application, {@code n} name, {@code s} status, {@code c}
 *     complete, {@code z} paused, {@code p} since when, {@code t} created, {@code e} ended</td></tr>
 * <tr><td>{@code l:ID}</td><td>the same from before it changed in what searches look for, a list that a repair
 *     ends</td></tr>
 * <tr><td>{@code i:ID}</td><td>the list of its stages that there is a next field for</td></tr>
 * <tr><td>{@code s:ID, stage}</td><td>a stage: {@code y} of a type that waits for executions, {@code w} waits for them,
 *     {@code n} the list of those it names, {@code j} judging since, {@code f} failed at, {@code h} held up by a pause,
 *     {@code b} started, {@code e} ended, {@code m} name, {@code q} question, {@code v} deadline,
 *     {@code r} the stage it has to end before</td></tr>
 * <tr><td>{@code p:ID}</td><td>the stage that its trigger named when it was created</td></tr>
 * <tr><td>{@code w:ID}</td><td>the list of stages that named it; whether they do is looked at</td></tr>
 * <tr><td>{@code t:ID}</td><td>the tree of an execution above that is in another one</td></tr>
 * <tr><td>{@code d}</td><td>the list of other trees below this one</td></tr>
 * <tr><td>{@code o}</td><td>the list of executions that the directory knows this tree to wait for</td></tr>
 * <tr><td>{@code n}</td><td>how many executions it knows</td></tr>
 * </table>
 *
 * <p>Values of several names are lines {@code name=value}; a tab joins ids, the character 0x1E stands around each entry
 * of a list. Every character of a text but printable ASCII is written as the character 0x7F and four hexadecimal
 * digits. Times are milliseconds since the epoch.
 */
@NullMarked
package dev.leafnode.store.redis;

import org.jspecify.annotations.NullMarked;
