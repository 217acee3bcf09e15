/**
 * The contract tests of plug-ins. What they demand is what rtsper relies on: a plug-in that passes
 * them works with every release of the engine that speaks the same API.
 *
 * <p>A plug-in's own test extends the class for its service and gives it a fixture, the part that
 * only the plug-in's author can write: mostly the other side of the wire.
 *
 * <pre>{@code
 * class TunnelTransportContractTest extends ControlTransportContract {
 *   @Override
 *   protected ControlTransportFixture fixture() throws IOException {
 *     return new TunnelFixture(); // a provider, where it connects to, and the peer that listens there
 *   }
 * }
 * }</pre>
 *
 * <p>The tests are JUnit Jupiter's. Each makes its own {@link
 * io.rtsper.testkit.contract.ContractLoop}, waits ten seconds at most for anything, and uses the
 * loopback interface and ports chosen by the system.
 */
@NullMarked
package io.rtsper.testkit.contract;

import org.jspecify.annotations.NullMarked;
