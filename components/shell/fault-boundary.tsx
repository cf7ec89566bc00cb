import { Component, type ComponentType, type ReactNode } from 'react'

interface FaultBoundaryProps {
  Instead: ComponentType<{ reset: () => void }>
  children: ReactNode
}

/** Shows something else in place of what could not be rendered, until it is tried again. */
export class FaultBoundary extends Component<FaultBoundaryProps, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    const { Instead, children } = this.props
    return this.state.failed ? <Instead reset={() => this.setState({ failed: false })} /> : children
  }
}
