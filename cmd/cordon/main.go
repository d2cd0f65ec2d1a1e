// Command cordon is the sanctions monitor.
package main

func main() {}
